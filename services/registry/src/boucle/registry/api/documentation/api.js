// What the contract cannot say of its page: names for those who do not see it.
const NAMES = [
  ["#servers", () => "Server"],
  [".close-modal", () => "Close"],
  ["tr[data-param-name] :is(select, input, textarea)", (one) => one.closest("tr").dataset.paramName],
  [".responses-table", (one) => one.id.replaceAll("_", " ")],
  [".content-type", () => "Kind of body"],
  ["textarea.body-param__text", () => "Body"],
  [".opblock-body :is(select, textarea), .opblock-tag-section input", () => "Value"],
];

function mend(page) {
  for (const [which, name] of NAMES)
    for (const one of page.querySelectorAll(which))
      if (!one.hasAttribute("aria-label")) one.setAttribute("aria-label", name(one));
  for (const one of page.querySelectorAll("pre:not([tabindex])")) one.tabIndex = 0;
}

// The button that opens an operation holds no second link, for the address follows it anyway.
const onlyButtons = ({ React }) => ({
  wrapComponents: {
    DeepLink: (Link) => (given) =>
      React.createElement(given.path.includes("/") ? "span" : Link, given.path.includes("/") ? null : given, given.text),
  },
});

// Examples of filters would be sent as filters: only what must be given keeps its own.
function unfilled(contract) {
  for (const path of Object.values(contract.paths))
    for (const operation of Object.values(path))
      for (const one of operation.parameters ?? [])
        if (!one.required)
          for (const holder of [one, one.schema ?? {}, one.schema?.items ?? {}])
            for (const name of ["example", "examples"]) delete holder[name];
  return contract;
}

// `validatorUrl`: null, for by default the page would ask validator.swagger.io.
const show = (contract) => SwaggerUIBundle({
  spec: unfilled(contract),
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "none",
  filter: true,
  validatorUrl: null,
  syntaxHighlight: false,
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [onlyButtons],
});
fetch("/openapi.json").then((answer) => answer.json()).then(show);

const page = document.getElementById("swagger-ui");
new MutationObserver(() => mend(page)).observe(page, { childList: true, subtree: true });
