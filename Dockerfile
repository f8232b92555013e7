# Two images from one build: `--target telltale` (the default) and `--target node-red`.

FROM node:22-bookworm-slim AS toolchain
# better-sqlite3 is compiled where no prebuilt binary fits.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends g++ make python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /telltale
COPY package.json package-lock.json ./

FROM toolchain AS dependencies
RUN npm ci --omit=dev --no-audit --no-fund

FROM toolchain AS build
COPY . .
RUN npm run build

FROM nodered/node-red:4.1.0 AS node-red
COPY --from=build /telltale/flows node_modules/@telltale/node-red-telltale

FROM node:22-bookworm-slim AS telltale
ENV NODE_ENV=production \
  TELLTALE_DATA_DIR=/var/lib/telltale
WORKDIR /telltale
RUN install --directory --owner=node --group=node /var/lib/telltale \
  && ln -s /telltale/bin/telltale /usr/local/bin/telltale
COPY package.json ./
COPY bin/telltale bin/telltale
COPY --from=dependencies /telltale/node_modules node_modules
COPY --from=build /telltale/dist dist
COPY dashboards/grafana/*.json dashboards/grafana/
USER node
VOLUME /var/lib/telltale
EXPOSE 8080 1883
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --start-interval=1s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/healthz').then((r) => process.exit(r.ok ? 0 : 1))"]
CMD ["node", "dist/app/main.js"]
