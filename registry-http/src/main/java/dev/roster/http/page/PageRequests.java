package dev.roster.http.page;

import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.http.request.RequestPart;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads {@code limit} and {@code cursor} into a {@link PageRequest}. */
@Configuration(proxyBeanMethods = false)
class PageRequests implements WebMvcConfigurer, HandlerMethodArgumentResolver {
  private static final Pattern POSITIVE = Pattern.compile("0*[1-9][0-9]{0,30}");
  private final Cursors cursors;

  PageRequests(Cursors cursors) {
    this.cursors = cursors;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == PageRequest.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
    String cursor = request.getParameter("cursor");
    LargestPage largest = parameter.getParameterAnnotation(LargestPage.class);
    return new PageRequest(
        limitOf(request.getParameter("limit"), largest == null ? PageRequest.MAX : largest.value()),
        cursor == null ? null : cursors.decode(cursor, request));
  }

  /** More than the most is taken as the most. */
  static int limitOf(@Nullable String text, int most) {
    if (text == null) return PageRequest.DEFAULT;
    if (!POSITIVE.matcher(text).matches())
      throw Refused.invalid(
          RequestPart.QUERY.field("limit"),
          "must be a whole number from 1 to %,d".formatted(most),
          text);
    String digits = text.replaceFirst("^0+", "");
    return digits.length() > 9 ? most : Math.min(most, Integer.parseInt(digits));
  }
}
