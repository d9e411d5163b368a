/** The examples, the documents and the files for deployment, tried on a running server. */
@NullMarked
package dev.roster.app.examples;

import org.jspecify.annotations.NullMarked;
