// Draws what the list beside it says: sites, and synergies between them. Nothing comes from elsewhere.
const box = document.getElementById("carte");
const said = document.getElementById("choisi");
const dark = matchMedia("(prefers-color-scheme: dark)");
const STEPS = 16;
const BEND = 0.15; // of a line's length
const KM = 1 / 111.2; // a kilometre in degrees of latitude

const COLOURS = ["ground", "main", "ink", "card", "quiet", "line", "material", "energy", "water", "shared"];
function colours() {
  const css = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, css.getPropertyValue(`--${name}`).trim()]));
}

const feature = (type, coordinates, properties) => ({ type: "Feature", geometry: { type, coordinates }, properties });
const source = (features, more) => ({ type: "geojson", data: { type: "FeatureCollection", features }, ...more });

/** A line bent to one side, so that two that cross are told apart. */
function bent([x1, y1], [x2, y2]) {
  const top = [(x1 + x2) / 2 - (y2 - y1) * BEND, (y1 + y2) / 2 + (x2 - x1) * BEND];
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const t = step / STEPS, back = 1 - t;
    return [
      back * back * x1 + 2 * back * t * top[0] + t * t * x2,
      back * back * y1 + 2 * back * t * top[1] + t * t * y2,
    ];
  });
}

/** Two ends are an arc; of a group the middle comes first, with a ray to each. */
function synergy([ends, name, where, nature, id]) {
  const lines = ends.length === 2 ? [bent(...ends)] : ends.slice(1).map((end) => [ends[0], end]);
  return feature("MultiLineString", lines, { name, where, nature, to: `/synergies/${id}` });
}

function circle([[x, y], km, name]) {
  const wide = (km * KM) / Math.cos((y * Math.PI) / 180);
  const ring = Array.from({ length: 49 }, (_, step) => {
    const turn = (step * 2 * Math.PI) / 48;
    return [x + wide * Math.cos(turn), y + km * KM * Math.sin(turn)];
  });
  return feature("Polygon", [ring], { name });
}

/** A name stands in the middle of the longest of its lines. */
function name([name, lines]) {
  const longest = lines.reduce((a, b) => (b.length > a.length ? b : a));
  return feature("Point", middle(longest), { name });
}

function middle(points) {
  const [xs, ys] = [0, 1].map((axis) => points.map((one) => one[axis]));
  const half = (some) => (some.reduce((a, b) => Math.min(a, b)) + some.reduce((a, b) => Math.max(a, b))) / 2;
  return [half(xs), half(ys)];
}

function sources({ sites, synergies, possible, zones, epcis, communes }) {
  const lines = (some) => some.map(([, lines]) => feature("MultiLineString", lines, {}));
  const placed = sites.map(([at, name, where, id]) => feature("Point", at, { name, where, to: `/entreprises/${id}` }));
  return {
    communes: source(lines(communes)),
    "commune-names": source(communes.map(name)),
    epcis: source(lines(epcis)),
    "epci-names": source(epcis.map(name)),
    zones: source(zones.map(circle)),
    possible: source(possible.map(synergy)),
    synergies: source(synergies.map(synergy)),
    sites: source(placed, { cluster: true, clusterRadius: 36, clusterMaxZoom: 12 }),
  };
}

function layers() {
  const c = colours();
  const written = (id, from, size, more) => ({
    id, type: "symbol", source: from, ...more,
    layout: { "text-field": ["get", "name"], "text-font": ["sans-serif"], "text-size": size },
    paint: { "text-color": c.quiet, "text-halo-color": c.ground, "text-halo-width": 1.5 },
  });
  const nature = ["match", ["get", "nature"], "material", c.material, "energy", c.energy, "water", c.water, c.shared];
  return [
    { id: "ground", type: "background", paint: { "background-color": c.ground } },
    { id: "communes", type: "line", source: "communes", minzoom: 8, paint: { "line-color": c.line, "line-width": 1 } },
    { id: "epcis", type: "line", source: "epcis", paint: { "line-color": c.quiet, "line-width": 1.5 } },
    { id: "zones", type: "fill", source: "zones", paint: { "fill-color": c.main, "fill-opacity": 0.15, "fill-outline-color": c.main } },
    { id: "possible", type: "line", source: "possible", paint: { "line-color": nature, "line-width": 1.5, "line-dasharray": [3, 2] } },
    { id: "synergies", type: "line", source: "synergies", paint: { "line-color": nature, "line-width": 3 } },
    written("commune-names", "commune-names", 11, { minzoom: 10 }),
    written("epci-names", "epci-names", 13, {}),
    {
      id: "sites", type: "circle", source: "sites",
      paint: {
        "circle-radius": ["step", ["coalesce", ["get", "point_count"], 1], 6, 2, 12, 20, 16, 100, 22],
        "circle-color": c.ink, "circle-stroke-color": c.card, "circle-stroke-width": 1.5,
      },
    },
    {
      id: "counts", type: "symbol", source: "sites", filter: ["has", "point_count"],
      layout: { "text-field": ["get", "point_count"], "text-font": ["sans-serif"], "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": c.card },
    },
  ];
}

function around({ sites }) {
  const [xs, ys] = [0, 1].map((axis) => sites.map(([at]) => at[axis]));
  const least = (some) => some.reduce((a, b) => Math.min(a, b));
  const most = (some) => some.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}

function say(features) {
  const lines = features.slice(0, 8).map(({ properties }) => {
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = properties.to;
    link.textContent = properties.name;
    line.append(link, ` ${properties.where}`);
    return line;
  });
  said.replaceChildren(...lines);
}

/** Says what is there, or shows a cluster's parts. */
async function touch(map, { x, y }) {
  const near = [[x - 8, y - 8], [x + 8, y + 8]];
  const found = map.queryRenderedFeatures(near, { layers: ["sites", "synergies", "possible"] });
  const cluster = found.find(({ properties }) => properties.cluster);
  if (!cluster) return say(found);
  const zoom = await map.getSource("sites").getClusterExpansionZoom(cluster.properties.cluster_id);
  map.easeTo({ center: cluster.geometry.coordinates, zoom });
}

async function draw() {
  const address = `/carte/${box.dataset.version}/maplibre-gl.mjs`;
  const [{ Map }, answer] = await Promise.all([import(address), fetch("/carte/lieux.json")]);
  if (!answer.ok) return;
  const places = await answer.json();
  if (places.sites.length === 0) return;
  box.hidden = false;
  document.getElementById("contours").textContent = places.sources.join(" ; ");
  const kept = sources(places);
  const style = () => ({ version: 8, sources: kept, layers: layers() });
  const map = new Map({
    container: box.firstElementChild,
    style: style(),
    bounds: around(places),
    fitBoundsOptions: { padding: 40, maxZoom: 13 },
    attributionControl: false,
    fadeDuration: 0,
    dragRotate: false,
    locale: { "Map.Title": box.dataset.title },
  });
  map.on("click", ({ point }) => touch(map, point));
  box.querySelector("[data-geste=plus]").addEventListener("click", () => map.zoomIn());
  box.querySelector("[data-geste=moins]").addEventListener("click", () => map.zoomOut());
  dark.addEventListener("change", () => map.setStyle(style()));
  map.once("idle", () => box.setAttribute("data-dessinee", places.sites.length));
}

draw();
