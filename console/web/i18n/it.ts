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
  'page.welcome': 'Benvenuto',
  'signIn.name': 'Nome',
  'signIn.password': 'Password',
  'signIn.signIn': 'Accedi',
  'signIn.signOut': 'Esci',
  'signIn.signOutEverywhere': 'Esci ovunque',
  'signIn.first': 'Crea il primo account, quello dell’amministratore. Da allora in poi tutti dovranno accedere.',
  'signIn.invited': 'Benvenuto, {name}. Scegli una password.',
  'signIn.newPassword': 'Nuova password',
  'signIn.again': 'Ripeti la password',
  'signIn.advice': 'Almeno 12 caratteri, ad esempio quattro parole senza legame tra loro.',
  'signIn.differs': 'Le due password sono diverse.',
  'signIn.set': 'Imposta la password e accedi',

  // admin

  // supervisor

  // health
};
