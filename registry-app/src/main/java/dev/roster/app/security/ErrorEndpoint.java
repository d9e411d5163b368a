package dev.roster.app.security;

import dev.roster.http.problem.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers for what a filter or servlet refused by {@code sendError}, or threw. */
@Controller
@Hidden
class ErrorEndpoint implements ErrorController {
  @RequestMapping("/error")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean asked = request.getDispatcherType() != DispatcherType.ERROR;
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = asked || !(status instanceof Integer) ? 404 : (Integer) status;
    String detail =
        request.getAttribute(RequestDispatcher.ERROR_EXCEPTION)
                instanceof SocketTimeoutException slow
            ? String.valueOf(slow.getMessage()) // of ArrivingBody
            : ContainerRefusal.detailOf(code);
    Problems.write(response, ContainerRefusal.codeOf(code), detail);
  }
}
