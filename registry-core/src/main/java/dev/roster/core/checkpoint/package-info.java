/**
 * The Merkle tree over the audit log (RFC 6962), its proofs, and the checkpoints: signed roots, as
 * C2SP signed notes.
 */
@NullMarked
package dev.roster.core.checkpoint;

import org.jspecify.annotations.NullMarked;
