import type { Contributor, Disclosure, Flag } from "../api/types";
import { facetWords, levelWords } from "../format/words";
import { Delivered } from "../parts/Delivered";

const HEADLINES: Record<string, string> = {
  undeclared: "Nothing was declared about AI.",
  none: "No generative AI was used.",
  partly: "Partly made with generative AI.",
  all: "Made wholly with generative AI.",
};

/** The declaration as it was declared. Silence stands as silence, never as "no". */
export function Declared({ flag }: { flag: Flag }) {
  const { track } = flag.scored_track;
  const declared = track.disclosure;
  const named = (track.contributors ?? []).filter(
    (person) => person.special || (person.ai_contribution && person.ai_contribution !== "undeclared"),
  );
  return (
    <div className="side">
      <h3>What the label declared</h3>
      <p className={`headline level-${declared.level}`}>
        {HEADLINES[declared.level] ?? `Declared: ${levelWords(declared.level)}`}
      </p>
      <p className="quiet">
        <Where declared={declared} version={track.ern_version} />
      </p>
      <ul className="declared">
        {(declared.facets ?? []).map((facet, index) => (
          <li key={index} title={facet.xpath ?? undefined}>
            {facetWords(facet.facet)}: <strong>{levelWords(facet.level)}</strong>
            {(facet.contributor ?? facet.role) && (
              <span className="quiet">
                {" "}
                (<Delivered text={facet.contributor ?? facet.role} />)
              </span>
            )}
          </li>
        ))}
        {named.map((person, index) => (
          <Named key={`person-${index}`} person={person} />
        ))}
        <ReleaseLine declared={track.release.disclosure} />
      </ul>
    </div>
  );
}

function Where({ declared, version }: { declared: Disclosure; version: string }) {
  if (!declared.carried) return <>ERN {version} has no field for it, so the label could not say.</>;
  if (declared.level === "undeclared" && declared.declared_value) {
    return (
      <>
        The message says “<Delivered text={declared.declared_value} />”, which is no allowed value.
      </>
    );
  }
  if (declared.level === "undeclared") return <>The message has a field for it and leaves it out. That is not “no”.</>;
  return <span title={declared.xpath ?? undefined}>As the message (ERN {version}) says for this recording.</span>;
}

function Named({ person }: { person: Contributor }) {
  return (
    <li>
      <Delivered text={person.party?.name ?? person.special} otherwise="a contributor without a name" />
      {person.special && person.party && <> ({person.special})</>}: <strong>{levelWords(person.ai_contribution)}</strong>
      {person.special && <span className="quiet"> special contributor</span>}
    </li>
  );
}

function ReleaseLine({ declared }: { declared: Disclosure | undefined }) {
  if (!declared || (declared.level === "undeclared" && !declared.facets?.length)) return null;
  return (
    <li title={declared.xpath ?? undefined}>
      Whole release: <strong>{levelWords(declared.level)}</strong>
      {(declared.facets ?? []).map((facet, index) => (
        <span key={index}>
          , {facetWords(facet.facet).toLowerCase()} {levelWords(facet.level)}
        </span>
      ))}
    </li>
  );
}
