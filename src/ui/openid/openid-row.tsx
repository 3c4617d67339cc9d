/** An account elsewhere for signing in on the next phone: linked, unlinked. Asked and changed online only; nothing of it is kept here. */
import { useEffect, useState } from 'preact/hooks';
import { linkOpenId, readOpenIdState, unlinkOpenId } from '../../sync/openid.ts';
import { wallNet } from '../../sync/transport.ts';
import { useApp } from '../app-context.ts';
import { useThisPhone } from '../boot/this-phone.ts';
import { Banner } from '../parts/banner.tsx';
import { Button } from '../parts/button.tsx';
import { BottomSheet } from '../parts/dialog.tsx';
import { IconTile, List, ListRow } from '../parts/list-row.tsx';
import { showToast } from '../parts/toast.tsx';
import { useMoment } from '../photo/moment.ts';
import { useAskOffice } from '../use-ask-office.ts';
import { askedWords } from '../screens/me/asked-words.ts';
import { comeBack, leaveFor, openIdWords } from './openid-way.ts';
import { useOpenIdRun } from './use-openid-run.ts';

export function OpenIdRow({ name }: { name: string }) {
  const { t, me, nowMs } = useApp();
  const { vouch } = useThisPhone();
  const moment = useMoment();
  const askOffice = useAskOffice();
  const net = { ...wallNet, nowMs };
  const [linkedAt, setLinkedAt] = useState<string | null>();
  const [isOpen, setOpen] = useState(false);
  const { busy, problem, setProblem, run } = useOpenIdRun();

  const look = async () => {
    const answer = await askOffice(async () => readOpenIdState(net));
    if (answer.ok) setLinkedAt(answer.linkedAt);
  };
  const change = async (ask: () => ReturnType<typeof unlinkOpenId>, words: string) => {
    const answer = await askOffice(ask);
    if (!answer.ok) return answer.problem;
    showToast({ text: words, icon: 'check' });
    setOpen(false);
    await look();
    return undefined;
  };
  useEffect(() => {
    void look();
    const back = comeBack('/me');
    if (back === undefined) return;
    setOpen(true);
    void run(async () => (back.ok ? change(async () => linkOpenId(net, vouch, me.user, back.proof), t('openid.link.done')) : back.problem));
  }, []);
  // without signal the list above says so
  if (linkedAt === undefined && !isOpen) return null;
  const isLinked = typeof linkedAt === 'string';
  return (
    <>
      <List label={t('openid.account', { name })}>
        <ListRow
          leading={<IconTile icon="key" tone={isLinked ? 'done' : 'plain'} />}
          title={t('openid.account', { name })}
          subtitle={isLinked ? t('openid.linked', { when: moment(linkedAt) }) : t('openid.none')}
          onPress={() => setOpen(true)}
        />
      </List>
      {isOpen && (
        <BottomSheet
          open
          title={t('openid.account', { name })}
          closeLabel={t('common.close')}
          onClose={() => {
            setOpen(false);
            setProblem(undefined);
          }}
          actions={
            isLinked ? (
              <Button
                kind="danger"
                busy={busy}
                busyLabel={t('me.phones.asking')}
                onPress={() => void run(async () => change(async () => unlinkOpenId(net), t('openid.unlink.done')))}
              >
                {t('openid.unlink')}
              </Button>
            ) : (
              <Button
                kind="primary"
                busy={busy}
                busyLabel={t('me.phones.asking')}
                onPress={() => void run(async () => leaveFor(name, '/me'))}
              >
                {t('openid.link', { name })}
              </Button>
            )
          }
        >
          <p>{t(isLinked ? 'openid.unlink.lead' : 'openid.link.lead', { name })}</p>
          {problem !== undefined && (
            <Banner tone="attention" announce>
              {problem === 'cancelled'
                ? t('openid.link.cancelled', { name })
                : problem === 'elsewhere' || problem === 'phone'
                  ? openIdWords(t, problem, name)
                  : askedWords(t, problem)}
            </Banner>
          )}
          <p class="quiet small">{t('openid.link.limits')}</p>
        </BottomSheet>
      )}
    </>
  );
}
