package dev.roster.core.signature;

import dev.roster.core.version.Signature;

/**
 * What a model file says.
 *
 * @param inputsNamed whether the names are the file's; else they stand for places
 */
record FileSignature(Signature signature, boolean inputsNamed, boolean outputsNamed) {}
