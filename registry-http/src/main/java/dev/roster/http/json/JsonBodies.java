package dev.roster.http.json;

import dev.roster.core.limit.MemoryBudget;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** Reads the body of a JSON route once, up to the limit, and scans it before it is bound. */
@RestControllerAdvice
class JsonBodies extends RequestBodyAdviceAdapter {
  private static final String MEMORY = JsonBodies.class.getName() + ".memory";

  private final JsonMemory memory;

  JsonBodies(JsonMemory memory) {
    this.memory = memory;
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return JacksonJsonHttpMessageConverter.class.isAssignableFrom(converter);
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage message,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    byte[] document = read(message, parameter.hasParameterAnnotation(MayBeGzipped.class));
    claimMemory(document);
    DoubleMembers doubles = parameter.getParameterAnnotation(DoubleMembers.class);
    JsonScan.check(
        document,
        parameter.hasParameterAnnotation(ForeignFacets.class),
        doubles == null ? Set.of() : Set.of(doubles.value()));
    return new Document(message.getHeaders(), new ByteArrayInputStream(document));
  }

  /** Claims the memory of what is made of the document, until the request ends. */
  private void claimMemory(byte[] document) {
    int values = JsonValues.count(document);
    if (values > JsonLimits.MAX_VALUES)
      throw Refused.because(
          ProblemCode.TOO_LARGE,
          "A JSON document may have up to %,d values, lists and objects included; this one has about %,d. Send it in parts."
              .formatted(JsonLimits.MAX_VALUES, values));
    MemoryBudget.Claim claim = memory.claim(document.length, values);
    RequestContextHolder.currentRequestAttributes()
        .registerDestructionCallback(MEMORY, claim::close, RequestAttributes.SCOPE_REQUEST);
  }

  private byte[] read(HttpInputMessage message, boolean mayBeGzipped) throws IOException {
    if (message.getHeaders().getContentLength() > JsonLimits.MAX_DOCUMENT_BYTES) throw tooLarge();
    byte[] document =
        memory.read(
            mayBeGzipped ? inflated(message) : message.getBody(),
            JsonLimits.MAX_DOCUMENT_BYTES + 1);
    if (document.length > JsonLimits.MAX_DOCUMENT_BYTES) throw tooLarge();
    return document;
  }

  /** The body as it was before its client compressed it; the guard let only gzip through. */
  private static InputStream inflated(HttpInputMessage message) throws IOException {
    String encoding = message.getHeaders().getFirst(HttpHeaders.CONTENT_ENCODING);
    if (encoding == null || !GzippedBody.isGzip(encoding)) return message.getBody();
    return new GzippedBody(message.getBody());
  }

  private static Refused tooLarge() {
    return Refused.because(
        ProblemCode.TOO_LARGE, "A JSON document may have up to 4 MiB; send it in parts.");
  }

  private record Document(HttpHeaders headers, InputStream body) implements HttpInputMessage {
    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    @Override
    public InputStream getBody() {
      return body;
    }
  }
}
