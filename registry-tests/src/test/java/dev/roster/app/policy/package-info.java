/** Tests of policies and reports over HTTP. */
@NullMarked
package dev.roster.app.policy;

import org.jspecify.annotations.NullMarked;
