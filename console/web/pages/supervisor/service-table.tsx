import type { BoardView } from '../../../server/supervisor/supervisor-schemas.ts';
import { t, tn } from '../../i18n/translate.ts';
import { Nothing } from './parts.tsx';

/** Each shift and person against what was agreed, by their latest answers. */
export function ServiceTable({ service }: { readonly service: BoardView['service'] }) {
  if (service.length === 0) return <Nothing text={t('supervisor.noTakes')} />;
  return (
    <div class="board-scroll" role="group" aria-label={t('supervisor.service')} tabIndex={0}>
      <table class="board-table">
        <thead>
          <tr>
            <th scope="col">{t('supervisor.who')}</th>
            {service[0]?.targets.map(({ of, share, withinSeconds }, index) => (
              <th key={index} scope="col">
                {t(`supervisor.target.${of}`, { share: percent(share), seconds: withinSeconds })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {service.map(({ kind, who, takes, targets }) => (
            <tr key={`${kind} ${who}`}>
              <th scope="row">
                <bdi>{kind === 'shift' ? t('supervisor.shift', { begin: who }) : who}</bdi>
                <span class="board-note">{tn('supervisor.takes', takes)}</span>
              </th>
              {targets.map(({ share, reached }, index) => (
                <Reached key={index} share={share} reached={reached} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reached({ share, reached }: { readonly share: number; readonly reached: number | null }) {
  if (reached === null) return <td>–</td>;
  return (
    <td class={reached < share ? 'abnormal' : undefined}>
      {percent(reached)}
      {reached < share && <span class="board-note">{t('supervisor.below')}</span>}
    </td>
  );
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
