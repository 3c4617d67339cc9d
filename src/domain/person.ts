/** A person's own stream (`grant.*`, `guide.read`): which rights were given, and which pages of the guide were read. */
import type { KindFolds } from './folding.ts';

export const personFolds: KindFolds<'grant.give' | 'grant.end' | 'guide.read'> = {
  'grant.give': {
    withoutGroup: true,
    touches: ({ p }) => [`grant:${p.grant}`],
    fold({ p }, bench) {
      const { grant: id, ...grant } = p;
      bench.put(`grant:${id}`, { ...grant, type: 'grant', id, endedOn: bench.get<'grant'>(`grant:${id}`)?.endedOn });
    },
  },
  'grant.end': {
    withoutGroup: true,
    needs: (p) => [`grant:${p.grant}`],
    fold({ p }, bench) {
      const grant = bench.need<'grant'>(`grant:${p.grant}`);
      const endedOn = grant.endedOn !== undefined && grant.endedOn < p.on ? grant.endedOn : p.on;
      bench.put(`grant:${p.grant}`, { ...grant, endedOn });
    },
  },
  'guide.read': {
    withoutGroup: true,
    touches: ({ p }) => [`guide:${p.page}`],
    fold({ op, p }, bench) {
      bench.put(`guide:${p.page}`, bench.get<'guide'>(`guide:${p.page}`) ?? { type: 'guide', page: p.page, readAt: op.at });
    },
  },
};
