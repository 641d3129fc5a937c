// Writes boundaries.json: the outlines of the districts, simplified, as GeoJSON keyed by code.
//
//   npm install --prefix target/boundaries echarts@4.9.0 mapshaper@0.7
//   node data/beijing/generate/boundaries.mjs target/boundaries/node_modules > data/beijing/boundaries.json
//   cp data/beijing/boundaries.json data/sample/
//
// The source encodes each ring as differences of neighbouring points in units of 1/1024 degree. Common borders are simplified
// once (Visvalingam, 6 % of the points), so that neighbouring districts still touch; coordinates are rounded to 0.001 degree.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const modules = resolve(process.argv[2]);
const mapshaper = createRequire(modules + "/")("mapshaper");
const source = JSON.parse(readFileSync(`${modules}/echarts/map/json/province/beijing.json`, "utf8"));

function ring(text, [startX, startY]) {
  const points = [];
  let [x, y] = [startX, startY];
  const difference = (at) => {
    const coded = text.charCodeAt(at) - 64;
    return (coded >> 1) ^ -(coded & 1);
  };
  for (let at = 0; at < text.length; at += 2) {
    x += difference(at);
    y += difference(at + 1);
    points.push([x / 1024, y / 1024]);
  }
  return points;
}

function polygons({ type, coordinates, encodeOffsets }) {
  const rings = (texts, offsets) => texts.map((text, at) => ring(text, offsets[at]));
  return type === "Polygon"
    ? [rings(coordinates, encodeOffsets)]
    : coordinates.map((texts, at) => rings(texts, encodeOffsets[at]));
}

const features = source.features.map(({ id, geometry, properties }) => ({
  type: "Feature",
  properties: { code: id, name: properties.name },
  geometry: { type: "MultiPolygon", coordinates: polygons(geometry) },
}));

const commands = "-i in.json -simplify 6% keep-shapes -clean -o out.json precision=0.001 id-field=code";
const written = await mapshaper.applyCommands(commands, { "in.json": JSON.stringify({ type: "FeatureCollection", features }) });
const simplified = JSON.parse(written["out.json"]);
const about = {
  source: "echarts 4.9.0, map/json/province/beijing.json; simplified",
  licence: "Apache-2.0",
  copyright: "Copyright 2017-2020 The Apache Software Foundation",
};
const lines = simplified.features.map((feature) => JSON.stringify({ ...feature, id: feature.properties.code }));
process.stdout.write(`{"type":"FeatureCollection",\n"about":${JSON.stringify(about)},\n"features":[\n${lines.join(",\n")}\n]}\n`);
