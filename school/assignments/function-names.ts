export { type FunctionName, functionNames } from '#db/school/function-change.ts';
