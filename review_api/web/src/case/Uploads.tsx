import type { Flag, Vocabulary } from "../api/types";
import { isNumber, type Maybe, measured, short } from "../format/numbers";
import { Card } from "../parts/Card";

const WINDOWS = ["1h", "24h", "7d", "30d"];
const SPOKEN: Record<string, string> = { "1h": "1 hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days" };
const KEYS: [key: string, name: string][] = [
  ["sender", "Sender"],
  ["label", "Label"],
  ["artist", "Artist"],
  ["isrc_prefix", "ISRC prefix"],
  ["upc_prefix", "Product codes"],
  ["cover", "Front cover"],
  ["rights_line", "Rights line"],
];

type Features = Flag["scored_track"]["features"];

/** How much was delivered before this track, and every other number that was known of it. */
export function Uploads({ flag, vocabulary }: { flag: Flag; vocabulary: Vocabulary }) {
  const features: Features = flag.scored_track.features ?? {};
  const counted = KEYS.some(([key]) => WINDOWS.some((window) => isNumber(features[`${key}_tracks_${window}`])));
  if (!counted) {
    return (
      <Card title="Upload pattern">
        <p className="quiet">No upload windows were recorded for this track.</p>
        <Everything features={features} vocabulary={vocabulary} />
      </Card>
    );
  }
  return (
    <Card title="Upload pattern" aside={<span className="quiet">tracks delivered before this one, in the last …</span>}>
      <table className="windows">
        <thead>
          <tr>
            <td />
            {WINDOWS.map((window) => (
              <th key={window} scope="col">
                {SPOKEN[window]}
              </th>
            ))}
            <th scope="col">Usual day</th>
            <th scope="col">Known for</th>
          </tr>
        </thead>
        <tbody>
          {KEYS.filter(([key], at) => at < 3 || isNumber(features[`${key}_tracks_30d`])).map(([key, name]) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {WINDOWS.map((window) => (
                <td key={window}>{cell(features[`${key}_tracks_${window}`])}</td>
              ))}
              <td title="Tracks of the last 24 hours over its own median day with uploads">
                {cell(features[`${key}_burst_ratio_24h`], "×")}
              </td>
              <td>{cell(features[`${key}_age_days`], " d")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Everything features={features} vocabulary={vocabulary} />
    </Card>
  );
}

function cell(value: Maybe, unit = ""): string {
  const shown = short(value);
  return shown === short(null) ? "–" : shown + unit;
}

const SOURCES: Record<string, string> = {
  uploads: "Uploads",
  titles: "Title",
  names: "Names",
  delivery: "Delivery",
  audio: "Sound",
};

function Everything({ features, vocabulary }: { features: Features; vocabulary: Vocabulary }) {
  const known = vocabulary.features.filter((feature) => feature.name in features);
  if (known.length === 0) return null;
  return (
    <details>
      <summary>All {known.length} values that the models were given</summary>
      <table className="values">
        <tbody>
          {known.map((feature) => (
            <tr key={feature.name} title={feature.name}>
              <td className="quiet">{SOURCES[feature.source] ?? feature.source}</td>
              <td>{feature.meaning}</td>
              <td className="number">{measured(features[feature.name], feature.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
