"""Explain pydantic's types of error in the words of whoever sent the value."""

from typing import Final

# What would be right, by pydantic's error type; {x} comes from the error's own context.
EXPECTED: Final = {
    "missing": "a value",
    "extra_forbidden": "no such field: remove it",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "date_from_datetime_parsing": "a date, YYYY-MM-DD",
    "date_parsing": "a date, YYYY-MM-DD",
    "date_type": "a date, YYYY-MM-DD",
    "datetime_from_date_parsing": "a date and time, ISO 8601 with its offset",
    "datetime_parsing": "a date and time, ISO 8601 with its offset",
    "datetime_type": "a date and time, ISO 8601 with its offset",
    "timezone_aware": "a date and time, ISO 8601 with its offset",
    "decimal_parsing": 'a decimal number as text, like "12.5"',
    "decimal_type": 'a decimal number as text, like "12.5"',
    "dict_type": "an object",
    "enum": "{expected}",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "list_type": "a list",
    "literal_error": "{expected}",
    "model_attributes_type": "an object",
    "model_type": "an object",
    "string_pattern_mismatch": "a text that matches {pattern}",
    "string_too_long": "at most {max_length} characters",
    "string_too_short": "at least {min_length} characters",
    "string_type": "a text",
    "too_long": "at most {max_length} items",
    "too_short": "at least {min_length} items",
    "tuple_type": "a list",
    "uuid_parsing": "a UUID",
    "uuid_type": "a UUID",
}

# What is wrong, where pydantic would say it in the words of Python.
MESSAGES: Final = {
    "date_from_datetime_parsing": "is not a date",
    "date_parsing": "is not a date",
    "datetime_from_date_parsing": "is not a date with its time",
    "datetime_parsing": "is not a date with its time",
    "dict_type": "is not an object",
    "enum": "is not a word expected here",
    "extra_forbidden": "no such field here",
    "list_type": "is not a list",
    "literal_error": "is not a word expected here",
    "missing": "is missing",
    "model_attributes_type": "is not an object",
    "model_type": "is not an object",
    "string_too_long": "is too long",
    "too_long": "holds too many items",
    "too_short": "holds too few items",
    "tuple_type": "is not a list",
}

# What pydantic says with values, where its words are plain enough.
PYDANTIC: Final = {
    "greater_than": "Input should be greater than {gt}",
    "greater_than_equal": "Input should be greater than or equal to {ge}",
    "int_from_float": "Input should be a valid integer, {error}",
    "int_parsing": "Input should be a valid integer, {error}",
    "less_than": "Input should be less than {lt}",
    "less_than_equal": "Input should be less than or equal to {le}",
    "string_pattern_mismatch": "String should match pattern {pattern}",
    "string_too_short": "String should have at least {min_length} characters",
    "uuid_parsing": "Input should be a valid UUID, {error}",
}
