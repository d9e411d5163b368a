@NullMarked
package dev.roster.storage.folder;

import org.jspecify.annotations.NullMarked;
