// The document of the JSON interface, before a validator of OpenAPI.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';

/** The tests. */
export function jsonInterface(world) {
  describe('the document of the JSON interface', () => {
    it('is valid OpenAPI 3.1', async () => {
      const document = await (await fetch(`${world.week.origin}/api/v1/openapi.json`)).json();
      const validator = new Validator();
      const { valid, errors } = await validator.validate(structuredClone(document));
      assert.ok(valid, JSON.stringify(errors, undefined, 1));
      assert.equal(validator.version, '3.1');
      assert.ok(Object.keys(document.paths).length >= 8);
    });

    it('is refused by the validator when it is broken', async () => {
      const document = await (await fetch(`${world.week.origin}/api/v1/openapi.json`)).json();
      delete document.info;
      assert.equal((await new Validator().validate(document)).valid, false);
    });
  });
}
