package dev.roster.core.outbound;

import java.util.Map;

/**
 * What is sent.
 *
 * @param headers by name
 */
public record Call(String url, String contentType, Map<String, String> headers, byte[] body) {}
