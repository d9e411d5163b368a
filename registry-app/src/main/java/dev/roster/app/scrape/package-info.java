/** What of the frameworks' own figures Prometheus sees. */
@NullMarked
package dev.roster.app.scrape;

import org.jspecify.annotations.NullMarked;
