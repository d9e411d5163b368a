package dev.roster.api.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.api.audit.AuditEntryBody;
import dev.roster.api.lineage.LineageBody;
import dev.roster.core.access.Principal;
import dev.roster.core.compliance.Packs;
import dev.roster.core.compliance.Packs.Proof;
import dev.roster.core.lineage.Direction;
import dev.roster.core.lineage.Graph;
import dev.roster.core.lineage.Lineages;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.search.SearchLimiter;
import dev.roster.core.version.Versions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends a pack: the facts of one instant first, then the entries of the audit log up to a
 * checkpoint that was made after it, so that each fact has its entry.
 */
@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/pack")
class PackController {
  private static final int LINEAGE_DEPTH = 10;

  private final PackFacts facts;
  private final Packs packs;
  private final Versions versions;
  private final Lineages lineages;
  private final SearchLimiter limiter;
  private final byte[] verifier = verifier();

  PackController(
      PackFacts facts, Packs packs, Versions versions, Lineages lineages, SearchLimiter limiter) {
    this.facts = facts;
    this.packs = packs;
    this.versions = versions;
    this.lineages = lineages;
    this.limiter = limiter;
  }

  private static byte[] verifier() {
    try (InputStream file = PackController.class.getResourceAsStream("verify.py")) {
      return Objects.requireNonNull(file).readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * What the pack is.
   *
   * @param format of the pack; verify.py is of the same
   */
  private record About(
      int format,
      String model,
      int version,
      String digest,
      Instant checkpointAt,
      long checkpointSize,
      Entries entries) {}

  /**
   * @param leftOut how many entries of the version are too many for a pack
   */
  private record Entries(int included, long leftOut) {}

  private record InclusionProof(long leafIndex, long treeSize, List<String> hashes) {}

  @GetMapping
  void pack(
      VersionRef version, Principal by, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, String> documents =
        limiter.run(by, () -> packs.atOneInstant(() -> facts.of(version, by)));
    documents.put("lineage.json", facts.written(lineage(version, by)));
    Proof proof = limiter.run(by, () -> packs.prove(version, by.entryVisibility()));
    documents.put("pack.json", facts.written(about(version, proof)));
    response.setContentType("application/x-tar");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"%s-%d-pack.tar\""
            .formatted(version.model().name(), version.number()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
    if (request.getMethod().equals("HEAD")) return;
    write(documents, proof, response.getOutputStream());
  }

  private LineageBody lineage(VersionRef version, Principal by) {
    try {
      Graph graph =
          limiter.run(by, () -> lineages.of(version, Direction.UPSTREAM, LINEAGE_DEPTH, by));
      return LineageBody.of(graph, lineages.notes(version));
    } catch (Refused refused) {
      if (refused.code() != ProblemCode.SEARCH_TOO_BROAD) throw refused;
      return LineageBody.of(new Graph(List.of(), List.of(), true), lineages.notes(version));
    }
  }

  private About about(VersionRef version, Proof proof) {
    return new About(
        1,
        version.model().name().text(),
        version.number(),
        Objects.requireNonNull(versions.read(version).digest()),
        proof.checkpoint().at(),
        proof.checkpoint().size(),
        new Entries(proof.sequences().size(), proof.leftOut()));
  }

  private void write(Map<String, String> documents, Proof proof, OutputStream to)
      throws IOException {
    PackWriter pack = new PackWriter(to);
    for (Map.Entry<String, String> document : documents.entrySet())
      pack.add(document.getKey(), document.getValue());
    long size = proof.checkpoint().size();
    packs.entries(
        proof,
        (entry, path) -> {
          String name = "audit/" + entry.seq();
          List<String> hashes = path.stream().map(Base64.getEncoder()::encodeToString).toList();
          pack.add(name + ".json", entry.leaf().bytes());
          pack.add(name + ".entry.json", facts.written(AuditEntryBody.whole(entry)));
          pack.add(
              name + ".proof.json",
              facts.written(new InclusionProof(entry.seq() - 1, size, hashes)));
        });
    pack.add("audit/checkpoint", proof.checkpoint().note());
    pack.add("audit/key", proof.key() + "\n");
    pack.add("verify.py", verifier);
    pack.put("SHA256SUMS", pack.sums().getBytes(UTF_8));
    pack.put("SHA256SUMS.sig", packs.signature(pack.sums()).getBytes(UTF_8));
    pack.finish();
  }
}
