import type { Catalogue } from './translate.ts';

export const it: Catalogue = {
  // shell
  'shell.pages': 'Pagine',
  'shell.loading': 'Caricamento…',
  'shell.pageFailed':
    'Impossibile caricare questa pagina: Telltale non ha risposto, oppure è stato aggiornato nel frattempo.',
  'shell.loadAgain': 'Ricarica',
  'shell.noSuchPage': 'Questa pagina non esiste.',
  'shell.notForRole': 'Questa pagina è per il ruolo {role}. Sei collegato come {name}, {ownRole}.',
  'shell.toQueue': 'Vai alla coda',
  'shell.help': 'Tasti e aiuto',
  'shell.openByPriority': 'Eventi aperti per priorità',
  'shell.link.connecting': 'Connessione…',
  'shell.link.live': 'In diretta',
  'shell.link.lost': 'Riconnessione…',
  'shell.system': 'Sistema',
  'shell.preferences': 'Preferenze',
  'shell.theme': 'Tema',
  'shell.theme.system': 'Come il sistema',
  'shell.theme.day': 'Giorno',
  'shell.theme.night': 'Notte',
  'shell.zone': 'Orari in',
  'shell.zone.own': 'Fuso proprio',
  'shell.zone.site': 'Fuso del sito',
  'shell.zone.utc': 'UTC',
  'shell.language': 'Lingua',
  'shell.timesIn': 'Orari in {zone}',
  'role.operator': 'operatore',
  'role.supervisor': 'supervisore',
  'role.administrator': 'amministratore',

  // pages
  'page.queue': 'Coda',

  // queue
  'queue.none': 'Nessun evento aperto',
  'queue.count.one': '{count} evento aperto',
  'queue.count.other': '{count} eventi aperti',

  // sign-in

  // admin

  // supervisor

  // health
};
