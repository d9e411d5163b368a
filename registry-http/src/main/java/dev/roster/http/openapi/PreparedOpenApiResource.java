package dev.roster.http.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.RestController;

/**
 * The OpenAPI document is the same on every server, so a server sends {@code docs/openapi.json},
 * which the build packages. A test compares it with the one that {@link #generate} makes of the
 * code.
 */
@RestController
public class PreparedOpenApiResource extends OpenApiWebMvcResource {
  private static final ClassPathResource PACKAGED = new ClassPathResource("openapi/openapi.json");

  private final Document document;

  PreparedOpenApiResource(
      ObjectFactory<OpenAPIService> openApi,
      AbstractRequestService requests,
      GenericResponseService responses,
      OperationService operations,
      SpringDocConfigProperties properties,
      SpringDocProviders providers,
      SpringDocCustomizers customizers,
      Document document) {
    super(openApi, requests, responses, operations, properties, providers, customizers);
    this.document = document;
  }

  @Override
  public byte[] openapiJson(HttpServletRequest request, String url, Locale locale) {
    try {
      return PACKAGED.getContentAsByteArray();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Makes the document of the controllers, their types and words; this takes seconds. */
  public byte[] generate() {
    try {
      return document.complete(writeJsonValue(getOpenApi(Locale.ENGLISH)));
    } catch (JsonProcessingException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
