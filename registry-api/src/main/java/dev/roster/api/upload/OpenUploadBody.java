package dev.roster.api.upload;

import dev.roster.core.upload.Via;
import org.jspecify.annotations.Nullable;

/** A file that is to be uploaded in parts. */
record OpenUploadBody(String path, long size, @Nullable String sha256, @Nullable Via via) {}
