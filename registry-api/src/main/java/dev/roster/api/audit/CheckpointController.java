package dev.roster.api.audit;

import static dev.roster.http.request.RequestPart.PATH;
import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.checkpoint.Checkpoint;
import dev.roster.core.checkpoint.Checkpoints;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What proves that the audit log was not rewritten. */
@RestController
@RequestMapping("/api/v1/audit")
class CheckpointController {
  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

  private static final String NEWEST = "the size of the log";

  private final Checkpoints checkpoints;

  CheckpointController(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  @GetMapping("/checkpoint")
  ResponseEntity<String> checkpoint(@RequestParam(required = false) @Nullable Long size) {
    Checkpoint found = size == null ? checkpoints.newest() : checkpoints.ofSize(size);
    return ResponseEntity.ok().contentType(TEXT).body(found.note());
  }

  @GetMapping("/key")
  ResponseEntity<String> key() {
    return ResponseEntity.ok().contentType(TEXT).body(checkpoints.verifierKey() + "\n");
  }

  record InclusionProof(long leafIndex, long treeSize, List<String> hashes) {}

  @GetMapping("/{seq}/proof")
  InclusionProof proof(
      @PathVariable long seq, @RequestParam(required = false) @Nullable Long size) {
    long newest = checkpoints.newest().size();
    long of = size == null ? newest : size;
    checkSize(of, newest, QUERY.field("size"), NEWEST);
    if (seq < 1 || seq > of)
      throw Refused.invalid(
          PATH.field("seq"), "must be 1 to the size of the tree, which is " + of, seq);
    return new InclusionProof(seq - 1, of, base64(checkpoints.inclusionProof(seq, of)));
  }

  record ConsistencyProof(List<String> hashes) {}

  @GetMapping("/consistency")
  ConsistencyProof consistency(@RequestParam long from, @RequestParam long to) {
    checkSize(to, checkpoints.newest().size(), QUERY.field("to"), NEWEST);
    checkSize(from, to, QUERY.field("from"), "to");
    return new ConsistencyProof(base64(checkpoints.consistencyProof(from, to)));
  }

  private static void checkSize(long size, long largest, FieldPath field, String which) {
    if (size < 1 || size > largest)
      throw Refused.invalid(field, "must be 1 to " + largest + ", which is " + which, size);
  }

  private static List<String> base64(List<byte[]> hashes) {
    return hashes.stream().map(Base64.getEncoder()::encodeToString).toList();
  }
}
