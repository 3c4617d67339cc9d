/** The own keys for programs: what each is for, until when, when it was last used; a new one is shown once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TokenMade, TokenSummary } from '../../../protocol/token.ts';
import { listTokens, makeToken, revokeToken } from '../../../sync/tokens.ts';
import { wallNet, type NetProblem } from '../../../sync/transport.ts';
import { civilDateInThailand } from '../../../domain/thai-calendar.ts';
import { useApp } from '../../app-context.ts';
import { Banner } from '../../parts/banner.tsx';
import { Button } from '../../parts/button.tsx';
import { BottomSheet } from '../../parts/dialog.tsx';
import { IconTile, List, ListRow } from '../../parts/list-row.tsx';
import { SelectField } from '../../parts/select-field.tsx';
import { SkeletonRows } from '../../parts/skeleton.tsx';
import { TextField } from '../../parts/text-field.tsx';
import { showToast } from '../../parts/toast.tsx';
import { failureText, useAskOffice } from './ask-office.ts';
import { useBoardWords } from './in-words.ts';

const daysOffered = ['30', '90', '365'] as const;
type Days = (typeof daysOffered)[number];

export function TokenSheet({ onClose }: { onClose: () => void }) {
  const { t, nowMs } = useApp();
  const askOffice = useAskOffice();
  const net = { ...wallNet, nowMs };
  const [tokens, setTokens] = useState<readonly TokenSummary[]>();
  const [made, setMade] = useState<TokenMade>();
  const [revoking, setRevoking] = useState<TokenSummary>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<NetProblem>();

  const list = async () => {
    const answer = await askOffice(async () => listTokens(net));
    if (answer.ok) setTokens(answer.tokens);
    else setProblem(answer.problem);
  };
  useEffect(() => void list(), []);

  /** one after the other; what was asked is shown as the office has it then */
  const change = async <T extends { readonly ok: boolean }>(
    ask: () => Promise<(T & { readonly ok: true }) | { readonly ok: false; readonly problem: NetProblem }>,
  ) => {
    if (busy) return undefined;
    setBusy(true);
    setProblem(undefined);
    const answer = await askOffice(ask);
    if (answer.ok) await list();
    else setProblem(answer.problem);
    setBusy(false);
    return answer.ok ? answer : undefined;
  };
  const make = async (name: string, days: number) => {
    const answer = await change(async () => makeToken(net, { name, days }));
    if (answer) setMade(answer.made);
  };
  const revoke = async ({ id }: TokenSummary) => {
    if (!(await change(async () => revokeToken(net, id)))) return;
    setRevoking(undefined);
    if (made?.id === id) setMade(undefined);
    showToast({ text: t('board.key.revoked'), icon: 'check' });
  };

  return (
    <BottomSheet open onClose={onClose} title={t('board.key')} closeLabel={t('common.close')}>
      <p>{t('board.key.what')}</p>
      {problem !== undefined && (
        <Banner tone="attention" announce>
          {failureText(t, problem)}
        </Banner>
      )}
      {made !== undefined && <NewKey made={made} />}
      {revoking !== undefined && (
        <Banner
          tone="stop"
          announce
          actions={
            <>
              <Button onPress={() => setRevoking(undefined)}>{t('common.cancel')}</Button>
              <Button kind="danger" busy={busy} onPress={() => void revoke(revoking)}>
                {t('board.key.revoke.yes')}
              </Button>
            </>
          }
        >
          {t('board.key.revoke.sure', { name: revoking.name })}
        </Banner>
      )}
      {tokens === undefined ? (
        problem === undefined && <SkeletonRows count={2} label={t('common.loading')} />
      ) : (
        <>
          <KeyList tokens={tokens} onRevoke={setRevoking} />
          {made === undefined && <MakeKey busy={busy} onMake={(name, days) => void make(name, days)} />}
        </>
      )}
    </BottomSheet>
  );
}

function KeyList({ tokens, onRevoke }: { tokens: readonly TokenSummary[]; onRevoke: (token: TokenSummary) => void }) {
  const { t, nowMs } = useApp();
  const words = useBoardWords();
  if (tokens.length === 0) return <p class="quiet">{t('board.key.none')}</p>;
  return (
    <List label={t('board.key')}>
      {tokens.map((token) => {
        const day = words.day(civilDateInThailand(Date.parse(token.expiresAt)));
        const until = t(Date.parse(token.expiresAt) > nowMs() ? 'board.key.until' : 'board.key.over', { day });
        const used = token.lastUsedAt === null ? t('board.key.unused') : t('board.key.used', { when: words.when(token.lastUsedAt) });
        return (
          <ListRow
            key={token.id}
            leading={<IconTile icon="key" />}
            title={token.name}
            subtitle={`${until} · ${used}`}
            action={
              <Button kind="quiet" onPress={() => onRevoke(token)}>
                {t('board.key.revoke')}
              </Button>
            }
          />
        );
      })}
    </List>
  );
}

function MakeKey({ busy, onMake }: { busy: boolean; onMake: (name: string, days: number) => void }) {
  const { t } = useApp();
  const [name, setName] = useState('');
  const [days, setDays] = useState<Days>('90');
  const [isMissing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const press = () => {
    if (name.trim() !== '') {
      onMake(name.trim(), Number(days));
      return;
    }
    setMissing(true);
    input.current?.focus();
  };
  return (
    <>
      <TextField
        label={t('board.key.name')}
        hint={t('board.key.name.hint')}
        error={isMissing && name.trim() === '' ? t('board.key.name.missing') : undefined}
        value={name}
        onText={setName}
        maxLength={60}
        inputRef={input}
      />
      <SelectField
        label={t('board.key.days')}
        options={daysOffered.map((value) => ({ value, label: t('board.key.days.n', { n: value }) }))}
        value={days}
        onChoose={setDays}
      />
      <Button kind="primary" icon="key" wide busy={busy} busyLabel={t('board.key.making')} onPress={press}>
        {t('board.key.make')}
      </Button>
    </>
  );
}

function NewKey({ made }: { made: TokenMade }) {
  const { t } = useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(made.token);
    showToast({ text: t('board.key.copied'), icon: 'check' });
  };
  return (
    <Banner tone="attention" icon="key" title={t('board.key.once')} announce>
      <TextField label={t('board.key.new')} value={made.token} onText={() => undefined} readOnly />
      <div class="board-take">
        <Button icon="clipboard" onPress={() => void copy().catch(() => undefined)}>
          {t('board.key.copy')}
        </Button>
      </div>
      <p>{t('board.key.once.why')}</p>
      <p class="small">{t('board.key.how')}</p>
    </Banner>
  );
}
