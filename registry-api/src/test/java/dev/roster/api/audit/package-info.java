/** Tests of how the audit log is exported. */
@NullMarked
package dev.roster.api.audit;

import org.jspecify.annotations.NullMarked;
