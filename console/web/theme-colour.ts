/** A colour of the theme in force, by its role (`ink`, `band`…), as a canvas wants it. */
export function colour(role: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${role})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
