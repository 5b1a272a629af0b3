# syntax=docker/dockerfile:1

# The oldest Node.js c1-sync runs on; `--build-arg NODE_VERSION=24` takes a newer one, which is tested as well.
ARG NODE_VERSION=20

# The first stage has the compiler; nothing of it but its results is in the image.
FROM node:${NODE_VERSION}-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json build.ts ./
COPY src ./src
# The list of what is inside is for whoever scans images: libraries inside a bundle are not seen from outside.
RUN npm run build && npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx > dist/sbom.cdx.json

FROM node:${NODE_VERSION}-slim
ENV NODE_ENV=production
WORKDIR /app
# The only place that is written: everything else works from a read-only root.
RUN install --directory --owner=node --group=node --mode=700 data
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
COPY manifest.yml LICENSE docs/licences.md ./
# `node` of the base image, as a number: only so can Kubernetes see that it is not root.
USER 1000:1000
VOLUME /app/data
EXPOSE 3000
# /healthz and not /readyz: whoever restarts what is unhealthy would not bring Slack back with it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD \
  ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js"]
