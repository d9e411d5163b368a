package dev.roster.core.signature;

import dev.roster.core.version.Signature;

/**
 * The signature in a model file.
 *
 * @param inputsNamed whether the names are in the file; otherwise they are positions
 */
record FileSignature(Signature signature, boolean inputsNamed, boolean outputsNamed) {}
