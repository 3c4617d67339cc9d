/**
 * A person's own stream (`grant.*`, `notice.post`, `guide.*`): which rights were given, what the office said, which pages of the guide are to be studied
 * and were read.
 */
import type { KindFolds } from './folding.ts';

type PersonKinds = 'grant.give' | 'grant.end' | 'notice.post' | 'guide.assign' | 'guide.read';

export const personFolds: KindFolds<PersonKinds> = {
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
  'notice.post': {
    withoutGroup: true,
    touches: ({ p }) => [`notice:${p.notice}`],
    fold({ op, p }, bench) {
      const { notice: id, ...notice } = p;
      bench.put(`notice:${id}`, bench.get<'notice'>(`notice:${id}`) ?? { ...notice, type: 'notice', id, at: op.at });
    },
  },
  'guide.assign': {
    withoutGroup: true,
    touches: ({ p }) => [`assigned:${p.page}`],
    fold({ p }, bench) {
      bench.put(`assigned:${p.page}`, { ...p, type: 'assigned' });
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
