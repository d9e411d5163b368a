package dev.roster.app.security;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.problem.Problems;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Has Tomcat's own refusals, those before any filter, answered as problems too. */
@Component
class ContainerRefusals implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context ->
            ((StandardHost) context.getParent()).setErrorReportValveClass(Report.class.getName()));
  }

  /** Public, as Tomcat makes it by its name. */
  public static final class Report extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(Report.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
      try {
        ProblemCode code = ContainerRefusal.codeOf(request, status, failure);
        Refused refused = Refused.because(code, ContainerRefusal.detailOf(request, code));
        Map<String, String> headers = response.isError() ? Map.of("Connection", "close") : Map.of();
        Problems.write(response.getResponse(), refused, headers);
        response.finishResponse();
      } catch (IOException gone) {
        LOG.debug(
            "The client closed the connection before it read the refusal: {}", gone.getMessage());
      }
    }
  }
}
