package dev.roster.api.compliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.compliance.BillsOfMaterial;
import dev.roster.core.digest.Sha256;
import dev.roster.core.reference.VersionRef;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}")
class BillController {
  private static final MediaType CYCLONEDX =
      MediaType.parseMediaType("application/vnd.cyclonedx+json;version=1.6");

  private final BillsOfMaterial bills;

  BillController(BillsOfMaterial bills) {
    this.bills = bills;
  }

  @GetMapping("/bom")
  ResponseEntity<byte[]> bill(VersionRef version) {
    String bill = bills.read(version);
    return ResponseEntity.ok()
        .contentType(CYCLONEDX)
        .eTag("\"" + Sha256.ofText(bill) + "\"")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"%s-%d.cdx.json\""
                .formatted(version.model().name(), version.number()))
        .body(bill.getBytes(UTF_8));
  }
}
