package dev.roster.app.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of connections. A client is an IP address; behind a reverse proxy, bodies are counted by
 * the address that the proxy reports, and connections by that of the proxy.
 *
 * @param max How many connections the server holds at the same time.
 * @param maxPerClient How many connections one client may hold at the same time, without those of
 *     calls that wait for changes. Further ones are closed at once. Raise it if a proxy holds a
 *     connection for each of its users.
 * @param maxThreads How many requests are handled at the same time on Java before 24. Threads
 *     beyond 100 are added for bodies that are arriving, and when no request ends. From 24 on, each
 *     request has a virtual thread.
 * @param maxBodies How many bodies of requests may be arriving at the same time. Further requests
 *     with a body are answered with 429. It must be less than max-threads.
 * @param maxBodiesPerClient How many bodies of one client may be arriving at the same time.
 * @param headTimeout How long the request line and the headers may take to arrive.
 * @param bodyTimeout How long each KiB of a JSON body may take to arrive.
 * @param uploadTimeout How long each KiB of a file or of rows may take to arrive.
 * @param idleTimeout How long a connection may be idle between two requests.
 */
@ConfigurationProperties("roster.connections")
public record ConnectionSettings(
    @DefaultValue("8192") int max,
    @DefaultValue("4096") int maxPerClient,
    @DefaultValue("1000") int maxThreads,
    @DefaultValue("900") int maxBodies,
    @DefaultValue("800") int maxBodiesPerClient,
    @DefaultValue("10s") Duration headTimeout,
    @DefaultValue("10s") Duration bodyTimeout,
    @DefaultValue("30s") Duration uploadTimeout,
    @DefaultValue("60s") Duration idleTimeout) {}
