/**
 * Checks an audit log from outside. It is written from RFC 6962, RFC 8785, RFC 8032 and the C2SP
 * documents signed-note and tlog-checkpoint alone, and shares no code with what writes the log.
 */
@NullMarked
package dev.roster.app.audit;

import org.jspecify.annotations.NullMarked;
