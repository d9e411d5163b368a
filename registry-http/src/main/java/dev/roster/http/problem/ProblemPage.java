package dev.roster.http.problem;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.Arrays;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The pages that the {@code type} of each problem leads to. */
@RestController
@Hidden
class ProblemPage {
  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

  @GetMapping("/problems/{slug}")
  ResponseEntity<String> explain(@PathVariable String slug) {
    return Arrays.stream(ProblemCode.values())
        .filter(code -> ProblemBody.slug(code).equals(slug))
        .findFirst()
        .map(ProblemPage::page)
        .orElseThrow(
            () -> Refused.because(ProblemCode.NOT_FOUND, "There is no problem with this name."));
  }

  private static ResponseEntity<String> page(ProblemCode code) {
    ProblemText text = ProblemText.of(code);
    String html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%1$s · Roster</title>
        <main>
        <h1>%1$s</h1>
        <p>Status %2$d, code <code>%3$s</code></p>
        <h2>What it means</h2>
        <p>%4$s</p>
        <h2>What to do</h2>
        <p>%5$s</p>
        <p><a href="/swagger-ui.html">All calls of this server</a></p>
        </main>
        </html>
        """
            .formatted(
                escape(text.title()),
                ProblemStatus.of(code).value(),
                code.wire(),
                escape(text.meaning()),
                escape(text.remedy()));
    return ResponseEntity.ok()
        .contentType(HTML)
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)))
        .body(html);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
