/** Rows of the streams of areas that this phone holds: commitments, the campaign, targets. */
import { useEffect, useState } from 'preact/hooks';
import { campaignOn } from '../../domain/area.ts';
import type { CommitmentRow } from '../../domain/commitment-row.ts';
import type { CampaignRow, RowByPrefix, TargetRow } from '../../domain/row.ts';
import { areaStreamName, uuidOfHash } from '../../domain/uuid.ts';
import { useApp, useToday } from '../app-context.ts';

type AreaPrefix = 'campaign' | 'target' | 'commitment' | 'photo';

export interface AreaRow<P extends AreaPrefix> {
  /** stream */
  readonly g: string;
  readonly area: string;
  readonly row: RowByPrefix[P];
}

/** Id of the stream of an area, also before anything was written in it. */
export async function areaStreamId(area: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(areaStreamName(area)));
  return uuidOfHash(Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join(''));
}

export function useAreaStream(area: string): string | undefined {
  const [stream, setStream] = useState<{ readonly area: string; readonly g: string }>();
  useEffect(() => {
    let current = true;
    void areaStreamId(area).then((g) => current && setStream({ area, g }));
    return () => {
      current = false;
    };
  }, [area]);
  return stream?.area === area ? stream.g : undefined;
}

function useAreaRows<P extends AreaPrefix>(areas: readonly string[], prefix: P): readonly AreaRow<P>[] | undefined {
  const { store } = useApp();
  const wanted = areas.join(' ');
  const [found, setFound] = useState<{ readonly wanted: string; readonly rows: readonly AreaRow<P>[] }>();
  useEffect(() => {
    let current = true;
    const streams = wanted === '' ? [] : wanted.split(' ').map((area) => ({ area, g: areaStreamId(area) }));
    const read = async () => {
      const rows: AreaRow<P>[] = [];
      for (const { area, g } of streams) for (const row of await store.rows(await g, prefix)) rows.push({ g: await g, area, row });
      if (current) setFound({ wanted, rows });
    };
    void read();
    const stop = store.onChange((changes) => {
      if (changes.some(({ keys }) => keys.some((key) => key.startsWith(`${prefix}:`)))) void read();
    });
    return () => {
      current = false;
      stop();
    };
  }, [store, wanted, prefix]);
  return found?.wanted === wanted ? found.rows : undefined;
}

/** Commitments of these districts, 4 digits each. */
export function useCommitments(districts: readonly string[]): readonly AreaRow<'commitment'>[] | undefined {
  return useAreaRows(districts, 'commitment');
}

/** The districts in which this person works; a province's are given by its board. */
export function districtsOfGrants(grants: readonly { readonly areas: readonly string[] }[]): readonly string[] {
  return [...new Set(grants.flatMap(({ areas }) => areas).flatMap((area) => (area.length >= 4 ? [area.slice(0, 4)] : [])))].sort();
}

/** The one to sign or to keep, of this person: the latest that was not taken back. */
export function useOwnCommitment(): (AreaRow<'commitment'> & { readonly row: CommitmentRow }) | null | undefined {
  const { me } = useApp();
  const all = useCommitments(districtsOfGrants(me.grants));
  if (all === undefined) return undefined;
  const own = all.filter(({ row }) => row.acceptor.user === me.user && row.withdrawn === undefined);
  return own.toSorted((a, b) => (a.row.at < b.row.at ? 1 : -1))[0] ?? null;
}

export interface CampaignOfArea {
  readonly campaign: CampaignRow | undefined;
  readonly targets: readonly TargetRow[];
}

/** The campaign of a province today, with what each of its districts was last asked for. */
export function useCampaign(province: string): CampaignOfArea {
  const campaigns = useAreaRows(province === '' ? [] : [province], 'campaign') ?? [];
  const targets = useAreaRows(province === '' ? [] : [province], 'target') ?? [];
  const campaign = campaignOn(
    campaigns.map(({ row }) => row),
    useToday(),
  );
  return { campaign, targets: targets.map(({ row }) => row) };
}
