package dev.roster.api.erasure;

import dev.roster.core.access.Principal;
import dev.roster.core.erasure.Erasures;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/privacy/erasures")
class ErasureController {
  private final Erasures erasures;

  ErasureController(Erasures erasures) {
    this.erasures = erasures;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ErasureBody erase(@RequestBody NewErasureBody body, Principal by) {
    return ErasureBody.of(erasures.erase(body.subject(), body.reason(), by));
  }
}
