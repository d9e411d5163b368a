package dev.roster.api.hold;

import dev.roster.core.access.Principal;
import dev.roster.core.hold.Holds;
import dev.roster.core.hold.Holds.Placed;
import dev.roster.core.reference.VersionRef;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/hold")
class HoldController {
  private final Holds holds;

  HoldController(Holds holds) {
    this.holds = holds;
  }

  @PutMapping
  ResponseEntity<HoldBody> place(VersionRef version, @RequestBody NewHoldBody body, Principal by) {
    Placed placed = holds.place(version, body.reason(), body.until(), by);
    return ResponseEntity.status(placed.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
        .body(HoldBody.of(placed.hold()));
  }

  @GetMapping
  HoldBody read(VersionRef version) {
    return HoldBody.of(holds.read(version));
  }

  @DeleteMapping
  ResponseEntity<Void> lift(VersionRef version, Principal by) {
    holds.lift(version, by);
    return ResponseEntity.noContent().build();
  }
}
