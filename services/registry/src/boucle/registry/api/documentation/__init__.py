"""``/`` and ``/docs``: what an integrator reads first, and the documents that it shows.

The page of the API is Swagger UI as the package ``swagger-ui-py`` ships it: nothing comes from
elsewhere.
"""

from collections.abc import Awaitable, Callable
from importlib.metadata import distribution
from pathlib import Path
from typing import Final

from fastapi.responses import FileResponse

from boucle.platform.http import GuardedRouter, public
from boucle.registry.api.documentation import pages

router = GuardedRouter(include_in_schema=False)

_OWN: Final = Path(__file__).parent
# Found, not imported: it takes 7 MB.
_SWAGGER: Final = Path(str(distribution("swagger-ui-py").locate_file("swagger_ui/static")))
FILES: Final = {
    "/docs/api": _OWN / "api.html",
    "/docs/api.css": _OWN / "api.css",
    "/docs/api.js": _OWN / "api.js",
    "/docs/swagger-ui.css": _SWAGGER / "swagger-ui.css",
    "/docs/swagger-ui-bundle.js": _SWAGGER / "swagger-ui-bundle.js",
    "/openapi.json": _OWN / "openapi.json",
    "/asyncapi.json": _OWN / "asyncapi.json",
}
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "  # Swagger UI's own icons and styles
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def _sending(file: Path) -> Callable[[], Awaitable[FileResponse]]:
    @public
    async def send() -> FileResponse:
        return FileResponse(file, headers=HEADERS)

    return send


for _path, _file in FILES.items():
    router.add_api_route(_path, _sending(_file), response_class=FileResponse)
ROUTERS: Final = (router, pages.router)
"""Files first: a page's name could be theirs."""
