import type { Flag } from "../api/types";
import { moment } from "../format/time";
import { Card } from "../parts/Card";
import { Delivered } from "../parts/Delivered";
import { addressOf } from "../parts/useAddress";

type Known = NonNullable<Flag["scored_track"]["campaign"]>;

/** What the track hangs together with, as of when it was flagged. `id` is the campaign's id of today. */
export function Campaign({ flag, id }: { flag: Flag; id: string | null }) {
  const campaign = flag.scored_track.campaign;
  if (!campaign) return null;
  const current = id ?? campaign.campaign_id;
  const query = new URLSearchParams({ campaign: current, status: "all" });
  return (
    <Card title="Campaign" aside={<a href={addressOf(null, query)}>All its cases</a>}>
      <p>
        <Delivered text={campaign.text} />
      </p>
      <Growth days={campaign.days ?? []} />
      <p className="quiet">
        {current}
        {(campaign.aliases ?? []).length > 0 && `, before also ${campaign.aliases?.join(", ")}`} · first seen{" "}
        {moment(campaign.first_seen)} · as it was when this track was flagged; it may have grown
      </p>
    </Card>
  );
}

/** A bar for each day with tracks. */
function Growth({ days }: { days: NonNullable<Known["days"]> }) {
  if (days.length < 2) return null;
  const most = Math.max(...days.map((day) => day.tracks));
  return (
    <svg className="growth" viewBox={`0 0 ${days.length * 8} 32`} role="img" aria-label="Tracks by day">
      {days.map((day, at) => {
        const height = Math.max(1, (30 * day.tracks) / most);
        return (
          <rect key={day.day} x={at * 8} y={32 - height} width={6} height={height}>
            <title>{`${day.day}: ${day.tracks}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
