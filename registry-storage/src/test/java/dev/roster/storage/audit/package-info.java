/** Tests of the rows of the audit log. */
@NullMarked
package dev.roster.storage.audit;

import org.jspecify.annotations.NullMarked;
