/** Tests of connections: odd heads, half-sent requests, and clients that are slow. */
@org.jspecify.annotations.NullMarked
package dev.roster.app.connection;
