/**
 * Every word on the page, by key: `<page>.<what>`. A key that is missing from another language fails the type check,
 * and so does a message that is asked for without the values between its braces. What counts things has a key for
 * `.one` and another for `.other`.
 */
export const en = {
  // shell
  'shell.pages': 'Pages',
  'shell.loading': 'Loading…',
  'shell.pageFailed': 'This page could not be loaded: Telltale did not answer, or was brought up to date meanwhile.',
  'shell.loadAgain': 'Load again',
  'shell.noSuchPage': 'There is no such page.',
  'shell.notForRole': 'This page is for the role {role}. You are signed in as {name}, {ownRole}.',
  'shell.toQueue': 'To the queue',
  'shell.help': 'Keys and help',
  'shell.openByPriority': 'Open events by priority',
  'shell.link.connecting': 'Connecting…',
  'shell.link.live': 'Live',
  'shell.link.lost': 'Reconnecting…',
  'shell.system': 'System',
  'shell.preferences': 'Preferences',
  'shell.theme': 'Theme',
  'shell.theme.system': 'As the system',
  'shell.theme.day': 'Day',
  'shell.theme.night': 'Night',
  'shell.zone': 'Times in',
  'shell.zone.own': 'Own zone',
  'shell.zone.site': 'Zone of the site',
  'shell.zone.utc': 'UTC',
  'shell.language': 'Language',
  'shell.timesIn': 'Times in {zone}',
  'role.operator': 'operator',
  'role.supervisor': 'supervisor',
  'role.administrator': 'administrator',

  // pages
  'page.queue': 'Queue',

  // queue
  'queue.none': 'No open events',
  'queue.count.one': '{count} open event',
  'queue.count.other': '{count} open events',

  // sign-in
  'page.welcome': 'Welcome',
  'signIn.name': 'Name',
  'signIn.password': 'Password',
  'signIn.signIn': 'Sign in',
  'signIn.signOut': 'Sign out',
  'signIn.signOutEverywhere': 'Sign out everywhere',
  'signIn.first': 'Make the first account, the administrator’s. From then on everybody signs in.',
  'signIn.invited': 'Welcome, {name}. Choose a password.',
  'signIn.newPassword': 'New password',
  'signIn.again': 'The same again',
  'signIn.advice': '12 characters or more, such as four words that do not belong together.',
  'signIn.differs': 'The two differ.',
  'signIn.set': 'Set the password and sign in',

  // admin

  // supervisor

  // health
} as const;
