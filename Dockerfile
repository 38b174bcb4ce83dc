# The command line in an image: docs/automation/README.md, "The image". No browser, unless it is built with
#   docker build --build-arg PDF=1 .
# Tags can be moved: whoever builds it for others names the base by its digest (--build-arg BASE=node:…@sha256:…).
ARG BASE=node:24.21.0-bookworm-slim

FROM ${BASE} AS build
ARG PDF=0
WORKDIR /build
COPY . .
# No package runs a script (.npmrc), and each has the hash of the lock file.
RUN npm ci
RUN npm run build
# The command line is bundled; the addon of the keychain is left out, since a container has none.
RUN mkdir -p /image/out/main /empty \
  && cp -r out/main/cli.cjs out/main/cli-program.cjs out/main/chunks /image/out/main/
RUN if [ "$PDF" = 1 ]; then mkdir /image/node_modules && cp -r node_modules/playwright-core /image/node_modules/; fi

FROM ${BASE}
ARG PDF=0
RUN if [ "$PDF" = 1 ]; then \
    apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*; \
  fi
COPY --from=build /image /opt/crossview
# For no user of its own: whoever runs it may name another, and mounts something here that one may write to.
COPY --from=build --chown=10001:10001 /empty /data
ENV CROSSVIEW_USER_DATA=/data HOME=/data NODE_ENV=production
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["node", "--max-semi-space-size=16", "/opt/crossview/out/main/cli.cjs"]
CMD ["--help"]
