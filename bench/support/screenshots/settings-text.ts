import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLAN = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 240" fill="none" stroke="#808890" stroke-width="3">
  <path d="M10 10h380v220h-380zM150 10v90M150 140v90M150 170h110M260 10v70M260 120v110"/>
</svg>`;

const SITES = `
sites:
  bank-brno:
    title: Bank, Brno
    timeZone: Europe/Prague
    planFile: PLAN_FILE
    sensors:
      vault-door: { x: 0.2, y: 0.3 }
      lobby: { x: 0.55, y: 0.4 }
      back-door: { x: 0.85, y: 0.75 }
    sensorNames: { vault-door: Vault door, lobby: Lobby, back-door: Back door }
    procedure:
      - See the video of the vault and of the lobby
      - Call the branch, then the keyholder
      - Ask for the check on site
      - Decide, and write down why
  cold-store:
    title: Cold store, Ostrava
    sensorNames: { freezer-2: Freezer 2 }
  plant-north: { title: Plant North }
# what the meters say of themselves
handling:
  - name: Meters that report themselves
    match: { class: information, type: 'status-*' }
suppression:
  - name: Cleaning
    match: { class: environment, site: 'school-*' }
    from: 17:30
    to: 19:00
`;

/** Settings of the day: three sites with names, one of them with a plan, and two rules. Answers the file's name. */
export function writeSettings(folder: string): string {
  const planFile = join(folder, 'plan.svg');
  writeFileSync(planFile, PLAN);
  const file = join(folder, 'telltale.yml');
  writeFileSync(file, SITES.trimStart().replace('PLAN_FILE', planFile));
  return file;
}
