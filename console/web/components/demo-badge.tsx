export function DemoBadge() {
  return (
    <span class="demo-badge" title="Made up by Telltale. TELLTALE_DEMO=0 switches the demonstration off.">
      DEMO
    </span>
  );
}
