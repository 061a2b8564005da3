import { divisionBelow, nameOfDivision } from './division-below.js';

describe('the division below', () => {
  it.each([
    ['100000', '370102', '370000'],
    ['370000', '370102', '370100'],
    ['370100', '370102', '370102'],
    ['370102', '370102', '370102'],
    ['370000', '370000', '370000'],
    ['100000', '100000', '100000'],
    ['320000', '370102', undefined],
    // Run by its province, and a district of a municipality.
    ['420000', '429004', '429004'],
    ['110000', '110101', '110101'],
    ['100000', '999999', undefined],
  ])('%s, in which %s lies, is %s', (above, region, below) => expect(divisionBelow(above, region)).toBe(below));

  it('has a name', () => {
    expect(['100000', '370000', '999999'].map(nameOfDivision)).toEqual(['中央', '山东省', '999999']);
  });
});
