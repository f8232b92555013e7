import { gravestBand } from '../../bands.ts';
import { KeyHint } from '../../components/key-hint.tsx';
import { PriorityShape } from '../../components/priority-mark.tsx';
import { tn } from '../../i18n/translate.ts';
import type { QueueList } from '../../queue-list.ts';

/** What has arrived while the list is held still. */
export function NewAbove({ list, onShow }: { readonly list: QueueList; readonly onShow: () => void }) {
  const band = gravestBand(list.waiting.flatMap((id) => list.events.get(id) ?? []));
  return (
    <div class="new-above">
      {band !== undefined && (
        <button type="button" onClick={onShow}>
          <PriorityShape band={band} />
          {tn('queue.newAbove', list.waiting.length)} <KeyHint command="show-waiting" />
        </button>
      )}
    </div>
  );
}
