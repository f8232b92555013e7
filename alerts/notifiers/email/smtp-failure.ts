import type { NodemailerError, SMTPSentMessageInfo } from 'nodemailer';
import { Failure } from '../../../core/failure.ts';
import { connectionFailure } from '../../http-failure.ts';
import { singleLine } from '../../plain-text.ts';

const MAX_DETAIL_LENGTH = 300;

/** What a failed delivery means, by the server's reply code where it gave one (RFC 5321: 4xx may pass, 5xx stays). */
export function smtpFailure(host: string, error: unknown, signal: AbortSignal): Failure {
  const service = `the mail server ${host}`;
  const { code, responseCode, message } = readError(error);
  if (signal.aborted || code === 'ETIMEDOUT') return connectionFailure(service, error, AbortSignal.abort());
  const text = `${service}: ${singleLine(message, MAX_DETAIL_LENGTH)}`;
  if (code === 'EAUTH' || responseCode === 530) {
    return new Failure(text, {
      reason: 'authentication',
      retryable: isTemporary(responseCode),
      remedy: 'correct user and password in notifiers.email.url',
    });
  }
  if (code === 'ETLS' || code === 'EREQUIRETLS') {
    return new Failure(text, {
      reason: 'configuration',
      retryable: isTemporary(responseCode),
      remedy: 'use smtps:// or a server with STARTTLS and a trusted certificate',
    });
  }
  if (responseCode !== undefined) return refusal(text, responseCode);
  return connectionFailure(service, error, signal);
}

/** Some recipients got the mail. Sending again doubles it for them, under the same Message-ID: better than not at all. */
export function partialFailure(host: string, info: SMTPSentMessageInfo): Failure {
  const replies = (info.rejectedErrors ?? []).map((error) => readError(error).responseCode);
  return new Failure(`the mail server ${host} refused ${info.rejected.join(', ')}`, {
    reason: 'refused',
    retryable: replies.some(isTemporary),
    remedy: 'correct these addresses in notifiers.email.to',
  });
}

function refusal(text: string, responseCode: number): Failure {
  return isTemporary(responseCode)
    ? new Failure(text, { reason: 'server', retryable: true, remedy: 'see the log of the mail server' })
    : new Failure(text, {
        reason: 'refused',
        retryable: false,
        remedy: 'correct notifiers.email.from and .to, or let the server accept them',
      });
}

function isTemporary(responseCode: number | undefined): boolean {
  return responseCode !== undefined && responseCode >= 400 && responseCode < 500;
}

function readError(error: unknown): { code: string | undefined; responseCode: number | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, responseCode: undefined, message: String(error) };
  const { code, responseCode, message }: NodemailerError = error;
  return { code, responseCode: responseCode || undefined, message };
}
