import { gravestBand } from '../bands.ts';
import type { QueueList } from '../queue-list.ts';
import { PriorityShape } from './priority-mark.tsx';

/** What has arrived while the list is held still; always in the document, so that it is announced. */
export function NewAbove({ list, onShow }: { readonly list: QueueList; readonly onShow: () => void }) {
  const band = gravestBand(list.waiting.flatMap((id) => list.events.get(id) ?? []));
  return (
    <div class="new-above" role="status">
      {band !== undefined && (
        <button type="button" onClick={onShow}>
          <PriorityShape band={band} />
          {list.waiting.length} new above <kbd>n</kbd>
        </button>
      )}
    </div>
  );
}
