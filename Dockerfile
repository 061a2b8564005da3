# One image per program: docker build --build-arg SERVICE=identity -t biaozhi/identity .
# Arguments of the container go to the program: `docker run biaozhi/identity migrate`.

FROM node:24-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
# The portal has a package of its own; it is part of the gateway's image.
RUN if [ -f apps/portal/package.json ]; then cd apps/portal && npm ci --no-audit --no-fund && npm run build; fi \
  && mkdir -p apps/portal/dist

FROM node:24-slim AS modules
WORKDIR /modules
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
ARG SERVICE
RUN test -n "$SERVICE"
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=modules /modules/node_modules node_modules
COPY --from=build /build/package.json ./
COPY --from=build /build/dist/libs dist/libs
COPY --from=build /build/dist/apps/${SERVICE} dist/apps/${SERVICE}
COPY --from=build /build/apps/portal/dist apps/portal/dist
RUN echo "import './apps/${SERVICE}/src/main.js';" > dist/main.js
USER node
ENTRYPOINT ["node", "--enable-source-maps", "dist/main.js"]
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
