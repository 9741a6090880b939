import type { Flag, Track } from "../api/types";
import { bytes, hertz, isNumber } from "../format/numbers";
import { clock, moment } from "../format/time";
import { levelWords } from "../format/words";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";
import { Facts } from "../parts/Facts";

const given = (text: string | null | undefined) => <Delivered text={text} />;

/** The recording, its release and its people, as delivered. */
export function TrackFacts({ flag }: { flag: Flag }) {
  const { track } = flag.scored_track;
  return (
    <div className="pair">
      <Card title="Recording">
        <Facts
          rows={[
            ["ISRC", given(track.isrc)],
            track.version_title ? ["Version", given(track.version_title)] : null,
            ["Length", <Lengths flag={flag} />],
            ["File", <Files flag={flag} />],
            track.language ? ["Language", given(track.language)] : null,
            track.is_instrumental != null ? ["Instrumental", track.is_instrumental ? "yes" : "no"] : null,
            track.parental_warning ? ["Parental warning", given(track.parental_warning)] : null,
            track.edition_isrcs?.length ? ["Other editions", given(track.edition_isrcs.join(", "))] : null,
          ]}
        />
        <People track={track} />
      </Card>
      <Release track={track} />
    </div>
  );
}

function Release({ track }: { track: Track }) {
  const { release, deal, sender } = track;
  const numbers = [release.icpn, release.grid, release.catalog_number].filter(Boolean).join(" · ");
  return (
    <Card title="Release and delivery">
      <Facts
        rows={[
          ["Release", given(release.title)],
          ["Artist", given(release.display_artist)],
          ["Label", given(release.label)],
          ["Kind", given([release.type, release.genre].filter(Boolean).join(", "))],
          ["Number", given(numbers)],
          ["Tracks", `${track.sequence ?? "?"} of ${release.track_count || "?"}`],
          ["Released", given(release.release_date)],
          track.p_line || release.p_line ? ["℗", given(track.p_line ?? release.p_line)] : null,
          release.c_line ? ["©", given(release.c_line)] : null,
          ["Sold from", deal?.start ? moment(deal.start) : given(null)],
          ["Territories", given(deal?.territories?.join(", "))],
          ["Sender", <Sender name={sender.name} ids={sender.identifiers} />],
          track.on_behalf_of ? ["On behalf of", given(track.on_behalf_of.name)] : null,
          ["Received", moment(track.received_at)],
          ["Message", given(`ERN ${track.ern_version}, ${track.ern_message_id}`)],
          track.is_backfill ? ["Catalogue", "part of a large catalogue's delivery"] : null,
          track.is_test ? ["Test", <strong className="tone-warn">not meant to go live</strong>] : null,
        ]}
      />
    </Card>
  );
}

function Sender({ name, ids }: { name: string; ids: Record<string, string> | undefined }) {
  const codes = Object.entries(ids ?? {}).map(([kind, value]) => `${kind} ${value}`);
  return (
    <>
      <Delivered text={name} /> <span className="quiet">{given(codes.join(", ") || " ")}</span>
    </>
  );
}

/** The declared length, and the heard one where both differ. */
function Lengths({ flag }: { flag: Flag }) {
  const declared = flag.scored_track.track.duration_s;
  const heard = flag.scored_track.listening.duration_s;
  if (!isNumber(heard)) return <>{clock(declared)} declared, not heard</>;
  if (!isNumber(declared)) return <>{clock(heard)} heard, none declared</>;
  if (Math.abs(heard - declared) < 2) return <>{clock(heard)}</>;
  return (
    <strong className="tone-warn">
      {clock(heard)} heard, {clock(declared)} declared
    </strong>
  );
}

function Files({ flag }: { flag: Flag }) {
  const { listening, track } = flag.scored_track;
  const file = (track.audio ?? []).find((one) => one.location != null) ?? track.audio?.[0];
  if (!file) return <span className="absent">none delivered</span>;
  const seen = [
    listening.codec,
    isNumber(listening.sample_rate_hz) ? hertz(listening.sample_rate_hz) : null,
    isNumber(listening.bit_rate) ? `${Math.round(listening.bit_rate / 1000)} kbit/s` : null,
    isNumber(file.size) ? bytes(file.size) : null,
  ];
  return (
    <>
      <Delivered text={file.name} />
      <span className="quiet"> {seen.filter(Boolean).join(", ")}</span>
      {file.location == null && <strong className="tone-warn"> is missing</strong>}
    </>
  );
}

function People({ track }: { track: Track }) {
  const people = track.contributors ?? [];
  if (people.length === 0) return <p className="quiet">No contributors are named.</p>;
  return (
    <ul className="people">
      {people.map((person, index) => (
        <li key={index}>
          <Delivered text={person.party?.name ?? person.special} otherwise="without a name" />
          <span className="quiet">
            {" "}
            <Delivered text={[...(person.roles ?? []), ...(person.instruments ?? [])].join(", ")} otherwise="no role" />
          </span>
          {person.ai_contribution !== "undeclared" && (
            <span className={`level-${person.ai_contribution}`}> {levelWords(person.ai_contribution)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
