import type { Evidence as Item, Flag, Vocabulary } from "../api/types";
import { isNumber, measured, short } from "../format/numbers";
import { clock } from "../format/time";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";

const FROM: Record<string, string> = { ai: "From the sound", spam: "From uploads, names and titles" };

interface Props {
  flag: Flag;
  vocabulary: Vocabulary;
  onHear: (from: number, to: number) => void;
}

/** Why the track was flagged, sentence by sentence, with the number behind each. */
export function Evidence({ flag, vocabulary, onHear }: Props) {
  const groups = flag.scored_track.scores.filter((score) => score.evidence.length > 0);
  return (
    <Card title="Reasons">
      {groups.length === 0 && (
        <p className="quiet">The models gave no reasons: the rules of the policy flagged this track by themselves.</p>
      )}
      {groups.map((score) => (
        <div key={score.name} className="reason-group">
          <h3>{FROM[score.name] ?? score.name}</h3>
          <ul className="reasons">
            {byTopic(score.evidence).map(([code, items]) => (
              <Topic key={code} code={code} items={items} vocabulary={vocabulary} onHear={onHear} />
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

/** Sentences that share a topic stand together, the weightiest topic first. */
function byTopic(evidence: readonly Item[]): [code: string, items: Item[]][] {
  const topics = new Map<string, Item[]>();
  for (const item of evidence) topics.set(item.code, [...(topics.get(item.code) ?? []), item]);
  return [...topics];
}

type TopicProps = Pick<Props, "vocabulary" | "onHear"> & { code: string; items: Item[] };

function Topic({ code, items, vocabulary, onHear }: TopicProps) {
  const words = vocabulary.reasons.find((reason) => reason.code === code);
  return (
    <li>
      <h4 title={words?.explanation}>{words?.title ?? code}</h4>
      <ul>
        {items.map((item, index) => (
          <Reason key={index} item={item} vocabulary={vocabulary} onHear={onHear} />
        ))}
      </ul>
    </li>
  );
}

function Reason({ item, vocabulary, onHear }: { item: Item } & Pick<Props, "vocabulary" | "onHear">) {
  const feature = vocabulary.features.find((one) => one.name === item.feature);
  const { start_s: start, end_s: end, contribution } = item;
  const lowers = isNumber(contribution) && contribution < 0;
  const weight = isNumber(contribution)
    ? `${lowers ? "Lowers" : "Raises"} the score by ${short(Math.abs(contribution))} log-odds.`
    : "";
  const behind = feature ? `${feature.meaning} (${feature.name}). ${weight}` : weight;
  return (
    <li className={lowers ? "reason lowers" : "reason"}>
      <span className="sentence">
        <Delivered text={item.text} otherwise="no sentence recorded" />
        {isNumber(start) && (
          <button className="plain hear" onClick={() => onHear(start, isNumber(end) ? end : start + 5)}>
            Hear {clock(start)}
            {isNumber(end) ? `–${clock(end)}` : ""}
          </button>
        )}
      </span>
      <span className="number" title={behind || undefined}>
        {isNumber(item.value) ? measured(item.value, item.unit) : ""}
      </span>
      {isNumber(contribution) ? <Weight contribution={contribution} words={weight} /> : <span className="weight none" />}
    </li>
  );
}

/** A bar that says how much a reason moved the score. */
function Weight({ contribution, words }: { contribution: number; words: string }) {
  const width = `${Math.min(100, (Math.abs(contribution) / 3) * 100)}%`;
  return (
    <span className="weight" role="img" aria-label={words} title={words}>
      <span style={{ width }} />
    </span>
  );
}
