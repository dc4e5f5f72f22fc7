package io.shidao.api.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.file.FileService;
import com.linecorp.armeria.server.file.HttpFile;
import io.shidao.api.problem.Problem;
import io.shidao.api.problem.ProblemResponses;

/**
 * The web console from the classpath folder {@code console/}. A path without a file name is a page of the console, which
 * finds its way from index.html. Thread-safe.
 */
public final class Console {
    private static final String INDEX = "/console/index.html";
    private static final String ABSENT = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Shidao 实到</title>
            <h1>Shidao 实到</h1>
            <p>The server runs, but was built without the web console. Build the module console, or use the API:
            <a href="/openapi.json">openapi.json</a>.</p>
            <p lang="zh">服务已运行，但未包含网页控制台。请构建console模块，或直接使用接口：<a href="/openapi.json">openapi.json</a>。</p>
            """;

    private Console() {}

    public static HttpService of(ClassLoader classes) {
        if (classes.getResource(INDEX.substring(1)) == null) {
            HttpService absent = (context, request) ->
                    isPage(context) ? HttpResponse.of(HttpStatus.OK, MediaType.HTML_UTF_8, ABSENT) : nothing();
            return (context, request) -> serve(absent, context, request);
        }
        HttpFile index = HttpFile.builder(classes, INDEX)
                .setHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .build();
        HttpService pages = index.asService();
        HttpService files = FileService.builder(classes, "/console")
                .setHeader(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .build();
        // files with a digest in their name never change
        HttpService assets = FileService.builder(classes, "/console")
                .setHeader(HttpHeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .build();
        return (context, request) -> {
            if (isPage(context)) {
                return serve(pages, context, request);
            }
            return serve(context.mappedPath().startsWith("/assets/") ? assets : files, context, request);
        };
    }

    private static HttpResponse serve(HttpService service, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        return reads ? service.serve(context, request) : nothing();
    }

    private static boolean isPage(ServiceRequestContext context) {
        String path = context.mappedPath();
        return !path.startsWith("/v1/")
                && !path.substring(path.lastIndexOf('/')).contains(".");
    }

    private static HttpResponse nothing() {
        return ProblemResponses.of(Problem.of(
                io.grpc.Status.Code.NOT_FOUND, "NOT_FOUND", "Not found", "there is nothing at this address"));
    }
}
